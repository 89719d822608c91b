/** This process: how it ends, and where it keeps what is to go with it. */
package org.descent.standalone.process;
