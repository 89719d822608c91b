/** What a run shows while it is under way. */
package org.descent.standalone.progress;
