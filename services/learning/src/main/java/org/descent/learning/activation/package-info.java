/** What layers apply to each element of their outputs: one class a function. */
package org.descent.learning.activation;
