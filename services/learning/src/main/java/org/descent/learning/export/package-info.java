/** Trained networks and curves as files for other tools. */
package org.descent.learning.export;
