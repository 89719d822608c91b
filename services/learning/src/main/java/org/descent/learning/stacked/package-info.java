/** Trains stacks of trials, each stack one program that XLA compiles as a whole. */
package org.descent.learning.stacked;
