/** Trains one trial a thread with TensorFlow's own operations. */
package org.descent.learning.single;
