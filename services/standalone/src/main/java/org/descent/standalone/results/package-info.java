/** What a run leaves behind: files, and tables for the terminal. */
package org.descent.standalone.results;
