/**
 * The published language of Descent: identities, specifications and events, all immutable values.
 */
package org.descent.contracts;
