/**
 * Search for good variants: a pure fold of what the log says. {@link
 * org.descent.experiment.search.Search} says what is to be trained next; strategies propose,
 * stopping rules say who goes on, replicates tell a winner from a lucky seed.
 */
package org.descent.experiment.search;
