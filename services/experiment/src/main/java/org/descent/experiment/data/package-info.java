/**
 * Examples from generators and files, checked against what heads expect, and divided into splits.
 */
package org.descent.experiment.data;
