/** Plain text in columns. */
package org.descent.standalone.table;
