/** What is looked at in networks on their way: norms, curvature. The same beside either engine. */
package org.descent.learning.instrument;
