/** What the evaluator finds in published weights, in plain double arithmetic. */
package org.descent.experiment.judge;
