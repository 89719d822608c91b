/**
 * Edge: hears of trained trials, judges each by its published weights alone, and tells what it
 * found.
 */
package org.descent.evaluator;
