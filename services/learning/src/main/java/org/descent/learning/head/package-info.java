/** What networks predict: one class a kind of head. */
package org.descent.learning.head;
