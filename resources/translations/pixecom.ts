<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>PixEcom</name>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>12,345 instead of 12.3K.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line in charts; 0 draws none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ARCHIVED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved, waiting to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again for a budget that rises by more than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before changing more rows than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before changing more spend a day than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break-even ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CTR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost/ATC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost/CO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted at Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on ROAS is green.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on ROAS is yellow, below it red.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full numbers in tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In each account&apos;s own currency.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review at Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its ad set is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its campaign is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its new amount must then be typed once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta is still processing a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta reports an issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not delivering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has no payment method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
