/** What a finished search teaches: which parameters matter, and what its budget bought. */
package org.descent.experiment.search.analysis;
