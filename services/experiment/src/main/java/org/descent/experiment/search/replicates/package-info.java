/** How many seeds a variant gets, and which of two variants is better for good. */
package org.descent.experiment.search.replicates;
