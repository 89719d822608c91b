/** The pipeline in processes of its own, and a sweep that is sent through it against the clock. */
package org.descent.benchmarks.pipeline;
