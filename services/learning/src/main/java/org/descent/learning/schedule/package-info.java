/** What numbers of an optimiser do in the course of a training: one class a course. */
package org.descent.learning.schedule;
