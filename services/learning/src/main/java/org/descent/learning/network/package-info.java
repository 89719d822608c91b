/** A network as TensorFlow's own operations. */
package org.descent.learning.network;
