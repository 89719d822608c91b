/** What the user types and which exit code it comes to. */
package org.descent.standalone.cli;
