/**
 * Whole journeys: a real broker, the four services in processes of their own, and the command line
 * as a user calls it.
 */
package org.descent.journey;
