/** All four services and a real Kafka broker in one process, behind a command line. */
package org.descent.standalone;
