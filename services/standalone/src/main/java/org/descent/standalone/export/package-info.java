/** Results in the formats of other tools, and the log read without any service. */
package org.descent.standalone.export;
