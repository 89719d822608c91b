/** How parameters follow their gradient: one class an optimiser, its formula written once. */
package org.descent.learning.optimiser;
