/**
 * Edge: hears of cohorts, has them trained, and tells of progress, models and ends as they come.
 */
package org.descent.trainer;
