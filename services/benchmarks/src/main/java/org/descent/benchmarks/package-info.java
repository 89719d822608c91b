/** The same work done in several ways, side by side in one run. */
package org.descent.benchmarks;
