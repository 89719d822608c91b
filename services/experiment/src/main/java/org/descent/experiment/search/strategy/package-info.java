/** Who proposes the next variant: an interface, and one class a strategy. */
package org.descent.experiment.search.strategy;
