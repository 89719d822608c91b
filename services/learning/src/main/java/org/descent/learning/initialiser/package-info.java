/** Where parameters start: one class a distribution. */
package org.descent.learning.initialiser;
