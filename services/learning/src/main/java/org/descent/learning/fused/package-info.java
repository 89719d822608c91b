/**
 * The fused engine: a cohort of trials of one graph shape is one XLA program, the loop over
 * iterations included.
 */
package org.descent.learning.fused;
