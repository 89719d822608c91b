/** What a search is told about the trials it asked for, and what it makes of that: scores. */
package org.descent.experiment.search.observation;
