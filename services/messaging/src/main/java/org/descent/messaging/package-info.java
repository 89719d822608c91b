/**
 * What every service does with its channels, written once: waits for the log before it opens them,
 * says whether it is ready, and puts aside what nobody can read.
 */
package org.descent.messaging;
