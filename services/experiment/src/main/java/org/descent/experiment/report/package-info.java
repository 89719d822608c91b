/**
 * The report: what experiments have come to, for people to look at. {@link
 * org.descent.experiment.report.Findings} are what is known, {@link
 * org.descent.experiment.report.Report} makes one page and its figures of them.
 */
package org.descent.experiment.report;
