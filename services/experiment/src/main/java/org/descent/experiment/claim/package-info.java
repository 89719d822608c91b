/** What users claim of an experiment, in a small language: read here, checked in results. */
package org.descent.experiment.claim;
