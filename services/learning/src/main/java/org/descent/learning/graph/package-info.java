/** The operations that stacked programs are written with. */
package org.descent.learning.graph;
