/** TensorFlow: programs that train cohorts, and the predictions by which models are judged. */
package org.descent.learning;
