/**
 * From experiment files to experiments: reading, settings, checking, and every word a user hears.
 */
package org.descent.experiment.spec;
