/** From an experiment and its prepared dataset to cohorts of trials. */
package org.descent.experiment.plan;
