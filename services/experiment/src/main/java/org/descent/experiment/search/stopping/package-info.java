/** Who goes on and who does not: an interface, and one class a rule. */
package org.descent.experiment.search.stopping;
