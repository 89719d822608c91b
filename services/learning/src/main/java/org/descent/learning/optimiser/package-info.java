/** How parameters follow their gradient: one class an optimiser. */
package org.descent.learning.optimiser;
