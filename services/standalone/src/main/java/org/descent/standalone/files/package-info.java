/** A user's directories, and which of the files in them are Descent's. */
package org.descent.standalone.files;
