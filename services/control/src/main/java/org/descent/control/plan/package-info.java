/**
 * What control knows, a fold of the log, and what follows from it: which cohorts are missing, for
 * which trainers, and who is absent.
 */
package org.descent.control.plan;
