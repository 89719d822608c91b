/**
 * The log: how events and bulk records look on the wire, which topics there are, and readers that
 * fetch a record from where an event says it stands. Plain Kafka client, no framework.
 */
package org.descent.transport;
