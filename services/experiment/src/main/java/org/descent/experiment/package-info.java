/**
 * What an experiment is; how it is read, planned, judged and summed up stands in the packages
 * below.
 */
package org.descent.experiment;
