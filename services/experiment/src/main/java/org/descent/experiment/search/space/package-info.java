/**
 * What a search may choose from: parameters and their domains, branches, constraints, and the
 * points of such a space.
 */
package org.descent.experiment.search.space;
