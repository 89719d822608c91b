/** What is done to examples once they are divided, before they become rows. */
package org.descent.experiment.data.prepare;
