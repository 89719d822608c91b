/**
 * What Prometheus finds: series of experiments, variants and queues, as many as these are and never
 * as many as trials.
 */
package org.descent.control.metrics;
