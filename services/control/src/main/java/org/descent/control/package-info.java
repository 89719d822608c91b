/**
 * The edge that people and machines talk to: it takes experiments in, plans their cohorts, follows
 * them and gives their results away. Everything it knows it has read from the log.
 */
package org.descent.control;
