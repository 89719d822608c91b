/** Iterations to target as a distribution under right-censoring. */
package org.descent.experiment.statistics;
